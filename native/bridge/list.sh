#!/bin/sh
# Remakes the lists of functions that JCuda's native libraries call: one a line, sorted. Functions that do not return
# a status are marked: `text` returns a string, `size` a size.
#   list.sh DIRECTORY   with libJCufft-*.so, libJCublas2-*.so, libJNvrtc-*.so (from the jars org.jcuda:*-natives)
set -e
natives=${1:?"usage: list.sh DIRECTORY"}
here=$(dirname "$0")
list() {
  readelf --dyn-syms --wide "$natives"/lib"$1"-*-linux-x86_64.so |
    awk -v prefix="^$2" '$7 == "UND" && $8 ~ prefix { sub(/@.*/, "", $8); print $8 }' | LC_ALL=C sort -u |
    awk '/^(cublasGetStatusName|cublasGetStatusString|nvrtcGetErrorString)$/ { print $1, "text"; next }
         /^cublasGetCudartVersion$/ { print $1, "size"; next }
         { print }' >"$here/$2.functions"
}
list JCufft cufft
list JCublas2 cublas
list JNvrtc nvrtc
