#!/bin/sh
# Builds the native libraries for linux-x86_64.
#   build.sh DIRECTORY JDK   writes libfirenet.so and the bridges into DIRECTORY
#   CC                       the C compiler; without it gcc or cc
# Without a C compiler, or on another kind of machine, it says so and builds nothing.
set -e
out=${1:?"usage: build.sh DIRECTORY JDK"}
jdk=${2:?"usage: build.sh DIRECTORY JDK"}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
  echo "native libraries are only built on Linux on x86_64; this build can not use GPUs"
  exit 0
fi
if [ -z "$CC" ]; then CC=$(command -v gcc || command -v cc || true); fi
if [ -z "$CC" ]; then
  echo "no C compiler (gcc, cc): no native libraries; this build can not use GPUs"
  exit 0
fi
if [ ! -f "$jdk/include/jni.h" ]; then
  echo "no $jdk/include/jni.h: no native libraries; this build can not use GPUs"
  exit 0
fi

mkdir -p "$out"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
flags="-shared -fPIC -O2 -Wall -Wextra -Werror -s -Wl,-z,relro,-z,now,--build-id=none"

# fresh FILE SOURCE...: whether FILE is newer than all of its sources
fresh() {
  made=$1
  shift
  [ -f "$made" ] || return 1
  for source; do if [ "$source" -nt "$made" ]; then return 1; fi; done
}

made="$out/libfirenet.so"
if ! fresh "$made" "$here/java/native_access.c" "$here/build.sh"; then
  # shellcheck disable=SC2086 # a list of words
  "$CC" $flags -fvisibility=hidden -I"$jdk/include" -I"$jdk/include/linux" -Wl,-soname,libfirenet.so \
    -o "$scratch/made" "$here/java/native_access.c" -ldl
  mv "$scratch/made" "$made"
fi

# bridge LIST SONAME STATUS: the soname is also the version of the symbols
bridge() {
  made="$out/$2"
  list="$here/bridge/$1.functions"
  if fresh "$made" "$list" "$here/bridge/trampolines.awk" "$here/build.sh"; then return; fi
  awk -v missing="$3" -f "$here/bridge/trampolines.awk" "$list" >"$scratch/$1.S"
  echo "$2 { global: $1*; firenet_bridge_table; firenet_bridge_names; local: *; };" >"$scratch/$1.map"
  # shellcheck disable=SC2086 # a list of words
  "$CC" $flags -nostdlib -Wl,-soname,"$2" -Wl,--version-script,"$scratch/$1.map" -o "$scratch/made" "$scratch/$1.S"
  mv "$scratch/made" "$made"
}
bridge cufft libcufft.so.10 14    # CUFFT_NOT_IMPLEMENTED
bridge cublas libcublas.so.11 15  # CUBLAS_STATUS_NOT_SUPPORTED
bridge nvrtc libnvrtc.so.11.2 11  # NVRTC_ERROR_INTERNAL_ERROR
