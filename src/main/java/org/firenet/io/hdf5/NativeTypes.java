package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.firenet.io.hdf5.Hdf5Layout.Compound;
import org.firenet.io.hdf5.Hdf5Layout.Member;
import org.firenet.io.hdf5.Hdf5Layout.Repeated;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Sequence;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.NativeHandles.Kind;

/** Makes the native library's types. */
final class NativeTypes {
  private NativeTypes() {}

  /** The handle of a type, which closes with the others. */
  static long of(Hdf5Layout type, NativeHandles handles) throws IOException {
    if (type instanceof Scalar scalar) {
      return predefined(scalar);
    }
    if (type instanceof Text text) {
      return text(text, handles);
    }
    if (type instanceof Repeated repeated) {
      long[] count = {repeated.count()};
      return handles.add(
          Kind.TYPE, hdf5.H5Tarray_create2(predefined(repeated.element()), 1, count));
    }
    if (type instanceof Sequence sequence) {
      return handles.add(Kind.TYPE, hdf5.H5Tvlen_create(predefined(sequence.element())));
    }
    return type instanceof Compound compound ? compound(compound, handles) : truth(handles);
  }

  /** Only the functions whose names end in _g give a handle that is valid. */
  private static long predefined(Scalar type) {
    return switch (type) {
      case UINT16 -> hdf5.H5T_NATIVE_UINT16_g();
      case INT32 -> hdf5.H5T_NATIVE_INT32_g();
      case UINT32 -> hdf5.H5T_NATIVE_UINT32_g();
      case INT64 -> hdf5.H5T_NATIVE_INT64_g();
      case UINT64 -> hdf5.H5T_NATIVE_UINT64_g();
      case FLOAT32 -> hdf5.H5T_NATIVE_FLOAT_g();
      case FLOAT64 -> hdf5.H5T_NATIVE_DOUBLE_g();
    };
  }

  private static long text(Text text, NativeHandles handles) throws IOException {
    long type = handles.add(Kind.TYPE, hdf5.H5Tcopy(hdf5.H5T_C_S1_g()));
    handles.check(hdf5.H5Tset_size(type, hdf5.H5T_VARIABLE));
    handles.check(
        hdf5.H5Tset_cset(type, text == Text.ASCII ? hdf5.H5T_CSET_ASCII : hdf5.H5T_CSET_UTF8));
    return type;
  }

  private static long compound(Compound compound, NativeHandles handles) throws IOException {
    long type = handles.add(Kind.TYPE, hdf5.H5Tcreate(hdf5.H5T_COMPOUND, compound.bytes()));
    for (Member member : compound.members()) {
      BytePointer name =
          new BytePointer(NativeLibrary.terminated(member.name(), StandardCharsets.US_ASCII));
      handles.check(hdf5.H5Tinsert(type, name, member.offset(), of(member.type(), handles)));
    }
    return type;
  }

  private static long truth(NativeHandles handles) throws IOException {
    long type = handles.add(Kind.TYPE, hdf5.H5Tenum_create(hdf5.H5T_NATIVE_INT8_g()));
    ByteBuffer value = ByteBuffer.allocateDirect(1);
    for (String name : new String[] {"FALSE", "TRUE"}) {
      handles.check(hdf5.H5Tenum_insert(type, name, new BytePointer(value)));
      value.put(0, (byte) 1);
    }
    return type;
  }
}
