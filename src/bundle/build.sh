#!/bin/sh
# Makes target/firenet-linux-x86_64.tar.gz from what Maven has built: `mvn -Pbundle package`.
#   build.sh JDK [xz]   JDK: whose runtime goes in; xz: also target/firenet-linux-x86_64.tar.xz, a fifth smaller
# A JDK of a Linux distribution needs libraries of the system it runs on; Temurin's needs glibc 2.17 and nothing else.
set -e
jdk=${1:?"usage: build.sh JDK [xz]"}
also=${2:-}
cd "$(dirname -- "$0")/../.."
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
  echo "the bundle is for Linux on x86_64 and only made there" >&2
  exit 1
fi
if [ ! -x "$jdk/bin/jlink" ]; then
  echo "$jdk: expected a JDK with bin/jlink (-Dbundle.jdk=FOLDER names another)" >&2
  exit 1
fi
name=firenet-linux-x86_64
target=$PWD/target
bundle=$target/bundle/$name
rm -rf "$target/bundle"
mkdir -p "$bundle/tests"

# Not compressed: the archive does that better.
"$jdk/bin/jlink" --output "$bundle/runtime" --no-header-files --no-man-pages --strip-debug --vm server \
  --add-modules java.base,java.desktop,java.xml,java.logging,java.management,jdk.unsupported,jdk.incubator.vector

cp -R "$target/bin" "$target/lib" "$target/firenet.jar" "$bundle/"
# Larger than all the rest; the experiments say what they leave out without it.
rm -rf "$bundle/lib/nd4j"
chmod 755 "$bundle/bin/firenet"
# JCuda's compiler of PTX is nine tenths of its libraries, and nothing here uses it.
for natives in "$bundle"/lib/jcuda-natives-*.jar; do
  mkdir "$target/bundle/natives"
  (cd "$target/bundle/natives" && "$jdk/bin/jar" -xf "$natives" && rm -f lib/libJNvPTXCompiler-* &&
    "$jdk/bin/jar" -c -M -f "$natives" .)
  rm -r "$target/bundle/natives"
done
cp LICENSE THIRD-PARTY.md "$bundle/"
cp src/bundle/README.md "$bundle/README.md"
cp -R src/main/resources/org/firenet/demo/brain8 "$bundle/example"
mkdir -p "$bundle/benchmarks"
cp -R benchmarks/gpu benchmarks/peers benchmarks/README.md "$bundle/benchmarks/"
rm -rf "$bundle/benchmarks/gpu/java"
find "$bundle/benchmarks" -name __pycache__ -prune -exec rm -rf {} +

# Tests of devices, and of backends on them.
classes=$bundle/tests/classes/org/firenet
mkdir -p "$classes/io" "$classes/cuda"
cp -R "$target/test-classes/org/firenet/benchmarks" "$target/test-classes/org/firenet/golden" \
  "$target/test-classes/org/firenet/network" "$classes/"
cp "$target/test-classes/org/firenet/io/ExternalTool.class" "$classes/io/"
cp -R "$target/test-classes/org/firenet/cuda/." "$classes/cuda/"
cp "$target/tests/junit.jar" "$bundle/tests/"

# What it is made from.
{
  echo "commit $(git rev-parse HEAD 2>/dev/null || echo unknown)"
  if [ -n "$(git status --porcelain 2>/dev/null | head -n 1)" ]; then echo "changed files"; fi
  sed -n 's/^JAVA_VERSION="\(.*\)"/java \1/p' "$bundle/runtime/release"
} >"$bundle/BUILD"

archive=$target/$name.tar.gz
tar -C "$target/bundle" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-11-01 00:00:00Z' -cf - "$name" |
  gzip -9n >"$archive.part"
mv "$archive.part" "$archive"
size=$(wc -c <"$archive")
echo "$archive: $size bytes"
if [ "$size" -ge 60000000 ]; then
  echo "$archive: expected less than 60 MB, got $size bytes" >&2
  exit 1
fi
if [ "$also" = xz ]; then
  gzip -dc "$archive" | xz -9 -T0 >"$target/$name.tar.xz.part"
  mv "$target/$name.tar.xz.part" "$target/$name.tar.xz"
  echo "$target/$name.tar.xz: $(wc -c <"$target/$name.tar.xz") bytes"
fi
