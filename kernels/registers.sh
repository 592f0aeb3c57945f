#!/bin/sh
# Compiles the kernels of precompiled.txt for some architectures and writes what each kernel takes, registers and
# spilled bytes a thread, shared bytes a block, into registers.md.
#   registers.sh [LIST] [TABLE]
#   NVCC  the compiler, without it nvcc;  JOBS  how many run at once, without it 2
set -e
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
list=${1:-$here/precompiled.txt}
table=${2:-$here/registers.md}
NVCC=${NVCC:-nvcc}
architectures="75 80 90"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

sed 's/#.*//' "$list" | grep . | while read -r family constants; do
  defines=
  for constant in $constants; do defines="$defines -D$constant"; done
  for architecture in $architectures; do
    log="$scratch/$(echo "$family $constants" | tr -c '[:alnum:]\n' _).$architecture"
    echo "echo '$family|$constants|$architecture' >'$log'; $NVCC -std=c++17 -cubin -arch=sm_$architecture$defines \
-Xptxas -v -o /dev/null '$here/$family.cu' >>'$log' 2>&1 || { cat '$log' >&2; exit 255; }"
  done
done >"$scratch/commands"
tr '\n' '\0' <"$scratch/commands" | xargs -0 -r -n 1 -P "${JOBS:-2}" sh -c

{
  echo "# Registers"
  echo
  echo "Written by registers.sh with $("$NVCC" --version | sed -n 's/.*release \([0-9.]*\).*/nvcc \1/p'): registers a"
  echo "thread / static shared bytes a block / spilled bytes a thread (stores + loads) on each architecture."
  echo
  printf '| family | constants | kernel |'
  for architecture in $architectures; do printf ' sm_%s |' "$architecture"; done
  echo
  printf '|---|---|---|'
  for architecture in $architectures; do printf -- '---|'; done
  echo
  cat "$scratch"/*.[0-9]* 2>/dev/null | awk -v architectures="$architectures" '
    split($0, head, "|") == 3 && head[3] ~ /^[0-9]+$/ { family = head[1]; constants = head[2]; sm = head[3]; next }
    /Compiling entry function/ { split($0, part, "\047"); kernel = part[2]; next }
    /bytes spill stores/ {
      spilled = 0
      for (i = 2; i <= NF; i++) if ($i == "bytes" && $(i + 1) == "spill") spilled += $(i - 1)
      next
    }
    /Used [0-9]+ registers/ {
      registers = shared = 0
      for (i = 1; i <= NF; i++) {
        if ($i ~ /^registers/) registers = $(i - 1)
        if ($i == "bytes" && $(i + 1) ~ /^smem/) shared = $(i - 1)
      }
      row = family " | " constants " | " kernel
      if (!(row in seen)) { seen[row] = 1; rows[count++] = row }
      figures[row, sm] = registers " / " shared " / " spilled
    }
    END {
      n = split(architectures, list, " ")
      for (i = 0; i < count; i++) {
        line = "| " rows[i] " |"
        for (j = 1; j <= n; j++) line = line " " figures[rows[i], list[j]] " |"
        print line
      }
    }' | LC_ALL=C sort
} >"$scratch/table"
mv "$scratch/table" "$table"
