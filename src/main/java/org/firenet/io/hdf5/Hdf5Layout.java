package org.firenet.io.hdf5;

import java.util.ArrayList;
import java.util.List;

/** Type of an element, the same in memory and in a file; numbers have the machine's byte order. */
public sealed interface Hdf5Layout {
  /** A complex number as ISMRMRD has it: {@code real} and {@code imag} in single precision. */
  Hdf5Layout COMPLEX =
      compound().member("real", Scalar.FLOAT32).member("imag", Scalar.FLOAT32).build();

  /** A complex number as h5py has it: {@code r} and {@code i} in single precision. */
  Hdf5Layout NUMPY_COMPLEX =
      compound().member("r", Scalar.FLOAT32).member("i", Scalar.FLOAT32).build();

  /** Extent in memory. */
  int bytes();

  /** Numbers. */
  enum Scalar implements Hdf5Layout {
    /** Unsigned, 16 bits. */
    UINT16(2),
    /** Signed, 32 bits. */
    INT32(4),
    /** Unsigned, 32 bits. */
    UINT32(4),
    /** Signed, 64 bits. */
    INT64(8),
    /** Unsigned, 64 bits. */
    UINT64(8),
    /** Single precision. */
    FLOAT32(4),
    /** Double precision. */
    FLOAT64(8);

    private final int bytes;

    Scalar(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public int bytes() {
      return bytes;
    }
  }

  /** A truth value as h5py has it: an enumeration of FALSE and TRUE in eight bits. */
  enum Truth implements Hdf5Layout {
    /** The only one. */
    BOOLEAN;

    @Override
    public int bytes() {
      return 1;
    }
  }

  /** Texts of any length. */
  enum Text implements Hdf5Layout {
    /** As C's libraries expect it. */
    ASCII,
    /** As h5py writes it. */
    UTF_8;

    @Override
    public int bytes() {
      return Long.BYTES;
    }
  }

  /**
   * Numbers that follow each other.
   *
   * @param element type of each
   * @param count how many
   */
  record Repeated(Scalar element, int count) implements Hdf5Layout {
    @Override
    public int bytes() {
      return count * element.bytes();
    }
  }

  /**
   * Numbers of which each element has its own count.
   *
   * @param element type of each
   */
  record Sequence(Scalar element) implements Hdf5Layout {
    /** A length and a pointer. */
    @Override
    public int bytes() {
      return 2 * Long.BYTES;
    }
  }

  /**
   * Members with names.
   *
   * @param bytes extent of all
   * @param members in order
   */
  record Compound(int bytes, List<Member> members) implements Hdf5Layout {
    /** Copies the list. */
    public Compound {
      members = List.copyOf(members);
    }
  }

  /**
   * Part of a compound.
   *
   * @param name of the part
   * @param offset of its first byte
   * @param type of the part
   */
  record Member(String name, int offset, Hdf5Layout type) {}

  /** Begins a compound without members. */
  static CompoundBuilder compound() {
    return new CompoundBuilder();
  }

  /** Puts the members of a compound one after the other. */
  final class CompoundBuilder {
    private final List<Member> members = new ArrayList<>();
    private int bytes;

    private CompoundBuilder() {}

    /** Adds a member. */
    public CompoundBuilder member(String name, Hdf5Layout type) {
      members.add(new Member(name, bytes, type));
      bytes += type.bytes();
      return this;
    }

    /** Adds a member of numbers that follow each other. */
    public CompoundBuilder member(String name, Scalar type, int count) {
      return member(name, new Repeated(type, count));
    }

    /** Leaves bytes unused, so that the next member begins at a multiple of {@code alignment}. */
    public CompoundBuilder align(int alignment) {
      bytes = (bytes + alignment - 1) / alignment * alignment;
      return this;
    }

    /** The compound. */
    public Compound build() {
      return new Compound(bytes, members);
    }
  }
}
