#!/bin/sh
# Precompiles the kernels of precompiled.txt: one file each, machine code for the architectures below that nvcc knows
# and PTX for the newest of them. Files that are newer than their sources are kept, files no longer listed deleted.
#   compile.sh DIRECTORY [LIST]   LIST: another list
#   NVCC  the compiler, without it nvcc;  JOBS  how many run at once, without it 2
set -e
out=${1:?"usage: compile.sh DIRECTORY [LIST]"}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
list=${2:-$here/precompiled.txt}
NVCC=${NVCC:-nvcc}
command -v "$NVCC" >/dev/null || {
  echo "no $NVCC: kernels can not be precompiled" >&2
  exit 1
}

known=$("$NVCC" --list-gpu-code)
codes=
# Machine code also runs on later minor versions of its compute capability: 8.0 on 8.6 and 8.9.
for architecture in 75 80 90 100 120; do
  case " $(echo "$known" | tr '\n' ' ') " in
    *" sm_$architecture "*)
      codes="$codes -gencode arch=compute_$architecture,code=sm_$architecture"
      newest=$architecture
      ;;
  esac
done
# Not compressed: the jar does that, and no driver has to.
if "$NVCC" --help | grep -q -e '--compress-mode'; then compress=--compress-mode=none; else compress=--no-compress; fi
options="-fatbin -std=c++17 $compress$codes -gencode arch=compute_$newest,code=compute_$newest"

# id FAMILY NAME=VALUE...: as KernelSpecification.id() in Java
id() {
  printf %s "$1"
  shift
  for constant; do echo "$constant"; done | LC_ALL=C sort | sed 's/\([^=]*\)=\(.*\)/-\1_\2/' | tr -d '\n'
}

mkdir -p "$out"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
newestheader=$(ls -t "$here"/*.cuh "$here/compile.sh" | head -n 1)
sed 's/#.*//' "$list" | while read -r family constants; do
  [ -n "$family" ] || continue
  # shellcheck disable=SC2086 # a list of words
  name=$(id "$family" $constants)
  echo "$name.fatbin" >>"$scratch/listed"
  made="$out/$name.fatbin"
  if [ -f "$made" ] && [ "$made" -nt "$here/$family.cu" ] && [ "$made" -nt "$newestheader" ]; then continue; fi
  defines=
  for constant in $constants; do defines="$defines -D$constant"; done
  echo "$NVCC $options$defines -o '$scratch/$name' '$here/$family.cu' && mv '$scratch/$name' '$made'"
done >"$scratch/commands"
tr '\n' '\0' <"$scratch/commands" | xargs -0 -r -n 1 -P "${JOBS:-2}" sh -c
touch "$scratch/listed"
for made in "$out"/*.fatbin; do
  if [ -f "$made" ] && ! grep -qxF "$(basename "$made")" "$scratch/listed"; then rm "$made"; fi
done
echo "precompiled kernels: $(wc -l <"$scratch/listed") in all, $(wc -l <"$scratch/commands") compiled now"
