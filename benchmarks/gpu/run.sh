#!/bin/bash
# Checks and measures FIRENET on the GPU of this machine, in under ten minutes.
#   run.sh [--quick] [--only STEP,STEP...] [--out DIR] [--minutes N] [--dry-run]
# From the unpacked bundle, or from a checkout after `mvn -Pbundle package`. Writes results.json (every number),
# results.md (tables) and logs.tar.gz into DIR (gpu-results). Steps, in this order; timings have the machine to
# themselves, checks run side by side after them:
#   facts layers streaming recon export cupy torch ncu memory small, then side by side nvrtc precompiled embedding
#   repeat selftest contract sanitizer, then long-run
# --quick    few repetitions and cases, no long run: about three minutes
# --only     only these steps
# --minutes  steps that would begin later than this are left out, and running ones are stopped (9.5)
# --dry-run  only says what would run
# PYTHON  the Python with CuPy or PyTorch (python3)
# Ends with 0 if every step passed, 1 if one failed, 2 for a wrong command line, 3 without a GPU.
set -u -o pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd) || exit 1
root=$(CDPATH='' cd -- "$here/../.." && pwd) || exit 1
python=${PYTHON:-python3}
quick=
only=
out=gpu-results
minutes=9.5
dry=
usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$0"
}
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=yes ;;
    --dry-run) dry=yes ;;
    --only | --out | --minutes)
      if [ $# -lt 2 ]; then
        echo "run.sh: $1: expected a value" >&2
        exit 2
      fi
      case $1 in --only) only=$2 ;; --out) out=$2 ;; *) minutes=$2 ;; esac
      shift
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      echo "run.sh: $1: not known" >&2
      usage >&2
      exit 2
      ;;
  esac
  shift
done
case $minutes in
  '' | *[!0-9.]* | *.*.*)
    echo "run.sh: --minutes: expected a number, got $minutes" >&2
    exit 2
    ;;
esac

# The program, its tests, and what starts them.
if [ -f "$root/firenet.jar" ]; then
  program=$root tests=$root/tests/classes junit=$root/tests/junit.jar
elif [ -f "$root/target/firenet.jar" ]; then
  program=$root/target tests=$root/target/test-classes junit=$root/target/tests/junit.jar
else
  echo "run.sh: expected a bundle or a built checkout in $root, found neither firenet.jar nor target/firenet.jar" >&2
  exit 2
fi
java=$program/runtime/bin/java
if [ ! -x "$java" ]; then
  if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=$(command -v java); fi
fi
if [ ! -x "$java" ]; then
  echo "run.sh: no Java: expected $program/runtime, JAVA_HOME or java on the PATH" >&2
  exit 2
fi
firenet=$program/bin/firenet
classes="$program/firenet.jar:$tests:$program/lib/*"

work=$(mktemp -d) || exit 1
parts=$work/parts
logs=$work/logs
cache=$work/cache
mkdir -p "$parts" "$logs" "$cache"
started=$SECONDS
limit=$(awk -v m="$minutes" 'BEGIN { printf "%d", 60 * m }')
children=()

finish() {
  for child in "${children[@]}"; do kill "$child" 2>/dev/null; done
  if [ -z "$dry" ]; then
    mkdir -p "$out"
    tar -C "$work" -czf "$out/logs.tar.gz" logs parts 2>/dev/null
    if command -v "$python" >/dev/null; then
      "$python" "$here/table.py" "$parts" "$out" || echo "run.sh: table.py failed; the parts are in logs.tar.gz" >&2
    else
      echo "run.sh: no $python: no tables; the parts are in logs.tar.gz" >&2
    fi
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

wanted() { [ -z "$only" ] || case ",$only," in *",$1,"*) true ;; *) false ;; esac }

# step NAME SECONDS COMMAND...: runs it with a limit, its output in a log, its outcome in parts/NAME.step
step() {
  local name=$1 most=$2 left begin status=0 verdict
  shift 2
  if ! wanted "${name%%.*}"; then return; fi
  if [ -n "$dry" ]; then
    printf '%-22s at most %3d s  %s\n' "$name" "$most" "$*"
    return
  fi
  left=$((limit - SECONDS + started))
  if [ $left -lt 5 ]; then
    echo "skipped 0 out of time" >"$parts/$name.step"
    echo "$name: skipped, out of time"
    return
  fi
  begin=$SECONDS
  # shellcheck disable=SC2016 # for the shell that is started
  timeout -k 5 "$((most < left ? most : left))" bash -c '"$@"' step "$@" >"$logs/$name.log" 2>&1 || status=$?
  verdict=passed
  if [ $status -ne 0 ]; then verdict=failed; fi
  if [ $status -eq 77 ]; then verdict=absent; fi
  echo "$verdict $((SECONDS - begin)) status $status" >"$parts/$name.step"
  echo "$name: $verdict ($((SECONDS - begin)) s)"
  if [ $status -ne 0 ]; then tail -n 4 "$logs/$name.log" | sed 's/^/    /'; fi
}

# aside NAME SECONDS COMMAND...: a step beside others
aside() {
  if [ -n "$dry" ]; then
    step "$@"
  else
    step "$@" &
    children+=("$!")
  fi
}

together() {
  for child in "${children[@]}"; do wait "$child"; done
  children=()
}

# Steps run in shells of their own, which know these functions and variables.
watch=()

virtual_machine() {
  local options=(-Xmx12g -XX:+UseParallelGC --add-modules=jdk.incubator.vector -Dfirenet.cuda.cache="$cache")
  "${watch[@]}" "$java" "${options[@]}" "$@"
}

# part NAME PART ARGUMENT...: a part of the Java benchmark, its report in parts/NAME.json
part() {
  local name=$1
  shift
  virtual_machine -cp "$classes" org.firenet.benchmarks.gpu.GpuBenchmark "$@" --out "$parts/$name.json"
}

facts() {
  local report=$parts/facts.txt
  {
    date -u +'date %Y-%m-%dT%H:%M:%SZ'
    if [ -f "$root/BUILD" ]; then cat "$root/BUILD"; else
      echo "commit $(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)"
      if [ -n "$(git -C "$root" status --porcelain 2>/dev/null | head -n 1)" ]; then echo "changed files"; fi
    fi
    echo "system $(uname -sr)"
    echo "processor $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) threads"
    echo "runtime $("$java" -version 2>&1 | head -n 1)"
    if command -v nvidia-smi >/dev/null; then
      nvidia-smi --query-gpu=name,driver_version,memory.total,clocks.max.sm,clocks.max.memory,power.limit \
        --format=csv,noheader | sed 's/^/gpu /'
      nvidia-smi | sed -n 's/.*CUDA[^:]*Version: *\([0-9.]*\).*/driver_cuda \1/p'
    fi
    if command -v nvcc >/dev/null; then nvcc --version | sed -n 's/.*release \([0-9.]*\).*/toolkit \1/p'; fi
  } >"$report"
  cat "$report"
  "$firenet" backends
}

recon() {
  local folder=$work/recon kspace
  kspace=$root/example/kspace.npy
  if [ ! -f "$kspace" ]; then kspace=$root/src/main/resources/org/firenet/demo/brain8/kspace.npy; fi
  mkdir -p "$folder"
  for backend in cuda cuda cuda cpu; do
    local begin end
    begin=$(date +%s%N)
    JAVA_OPTS="-Dfirenet.cuda.cache=$cache" "$firenet" recon "$kspace" --backend $backend \
      -o "$folder/$backend.npy" --json >"$folder/$backend.json" || return 1
    end=$(date +%s%N)
    echo "$backend $(((end - begin) / 1000000)) ms"
    echo "$backend $(((end - begin) / 1000000))" >>"$parts/recon.times"
    cp "$folder/$backend.json" "$parts/recon-$backend.run"
  done
  "$firenet" compare "$folder/cuda.npy" "$folder/cpu.npy" --json >"$parts/recon.compare"
}

peer() {
  if ! command -v "$python" >/dev/null; then
    echo "no $python" >&2
    return 77
  fi
  local name=$1 status=0
  shift
  "$python" "$root/benchmarks/peers/firenet_$name.py" --out "$parts/$name.json" "$@" || status=$?
  if [ $status -eq 3 ]; then status=77; fi
  return $status
}

profile() {
  if ! command -v ncu >/dev/null; then
    echo "no ncu on the PATH" >&2
    return 77
  fi
  local metrics=gpu__time_duration.sum,dram__bytes_read.sum,dram__bytes_write.sum,lts__t_bytes.sum
  metrics=$metrics,sm__warps_active.avg.pct_of_peak_sustained_active,sm__throughput.avg.pct_of_peak_sustained_elapsed
  metrics=$metrics,gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed,launch__registers_per_thread
  metrics=$metrics,launch__shared_mem_per_block,launch__occupancy_limit_registers,launch__occupancy_limit_shared_mem
  metrics=$metrics,smsp__sass_thread_inst_executed_op_ffma_pred_on.sum
  metrics=$metrics,smsp__sass_thread_inst_executed_op_fadd_pred_on.sum
  metrics=$metrics,smsp__sass_thread_inst_executed_op_fmul_pred_on.sum
  local case=$1 route=$2 slices=$3 name
  name=ncu-$case-$route
  local watch=(ncu --clock-control none --target-processes all --csv --page raw --print-units base --metrics "$metrics"
    --log-file "$parts/$name.csv")
  part "$name" one-layer --cases "$case" --only "$route" --slices "$slices"
}

contract() {
  if [ ! -f "$junit" ]; then
    echo "no $junit: \`mvn -Pbundle package\` puts it there" >&2
    return 77
  fi
  virtual_machine -Dfirenet.require=cuda -cp "$junit:$classes" org.junit.platform.console.ConsoleLauncher execute \
    --details=summary --disable-banner --fail-if-no-tests -c "org.firenet.cuda.$1"
}

sanitizer() {
  if ! command -v compute-sanitizer >/dev/null; then
    echo "no compute-sanitizer on the PATH" >&2
    return 77
  fi
  local watch=(compute-sanitizer --tool "$1" --error-exitcode 9 --target-processes all --print-limit 20)
  part "sanitizer-$1" small
}

# Kernels from source though precompiled ones are there.
from_source() {
  local cache=$work/fresh
  local JAVA_TOOL_OPTIONS=-Dfirenet.cuda.precompiled=false
  export JAVA_TOOL_OPTIONS
  part nvrtc repeat --cases lines-8x256x256,mask-1x320x320 --repetitions 2 || return 1
  echo "compiled here: $(find "$cache" -type f | wc -l)"
  [ -n "$(find "$cache" -type f | head -n 1)" ]
}

# Nothing but precompiled kernels: an empty cache stays empty.
precompiled() {
  local cache=$work/unused
  part precompiled repeat --cases lines-8x256x256,mask-1x320x320 --repetitions 2 || return 1
  find "$cache" -type f
  [ -z "$(find "$cache" -type f 2>/dev/null | head -n 1)" ]
}

selftest() {
  JAVA_OPTS="-Dfirenet.cuda.cache=$cache" "$firenet" selftest --backend cuda ${full:+"$full"} --json \
    >"$parts/selftest.run"
}

export here root python program tests junit java firenet classes work parts logs cache
export -f virtual_machine part facts recon peer profile contract sanitizer from_source precompiled selftest

if [ -z "$dry" ] && ! timeout 120 bash -c 'part device device' >"$logs/device.log" 2>&1; then
  cat "$logs/device.log" >&2
  echo "run.sh: no GPU that FIRENET can use on this machine; nothing was measured" >&2
  dry=yes
  exit 3
fi

if [ -n "$quick" ]; then
  repetitions=5 batches=8,64 full=''
  layers=(--cases "mask-1x320x320:64,mask-8x320x320:8,lines-8x320x320:8" --repetitions "$repetitions")
  streaming=(--slices 256)
else
  repetitions=15 batches=1,32,64,256 full=--full
  layers=(--repetitions "$repetitions")
  streaming=(--slices 1024)
fi
export full
folders=()
for case in mask-1x320x320 mask-8x320x320 lines-8x320x320 mask-8x128x128x128; do folders+=("$parts/$case"); done
exported=mask-1x320x320,mask-8x320x320,lines-8x320x320,mask-8x128x128x128

step facts 60 facts
step layers 150 part layers layers "${layers[@]}"
step streaming 60 part streaming streaming "${streaming[@]}"
step recon 40 recon
if wanted export || wanted cupy || wanted torch; then
  only=${only:+$only,export}
  step export 60 part export export --cases "$exported"
fi
step cupy 60 peer cupy --batches $batches --repetitions $repetitions "${folders[@]}"
step torch 60 peer torch --batches $batches --repetitions $repetitions "${folders[@]}"
step ncu.mask1 40 profile mask-1x320x320 FUSED 64
step ncu.mask8 40 profile mask-8x320x320 FUSED 16
step ncu.lines8 40 profile lines-8x320x320 FUSED 16
if [ -z "$quick" ]; then step ncu.generic 40 profile mask-8x320x320 GENERIC 16; fi
step memory 60 part memory memory
step small 60 part small small

aside nvrtc 60 from_source
aside precompiled 60 precompiled
aside embedding 60 part embedding embedding
aside repeat 60 part repeat repeat
aside selftest 240 selftest
for class in GpuSingleTest GpuDoubleTest GpuGenericTest GpuGenericDoubleTest GpuDerivativeTest; do
  aside contract.$class 240 contract $class
done
for tool in memcheck racecheck initcheck synccheck; do aside sanitizer.$tool 180 sanitizer $tool; done
together
if [ -z "$quick" ]; then step long-run 60 part long-run long-run; fi

if [ -n "$dry" ]; then exit 0; fi
if grep -q '^\(failed\|skipped\)' "$parts"/*.step; then exit 1; fi
