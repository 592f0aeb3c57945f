package org.firenet.io.dicom;

/** Value representations: how a value is written, and the most characters it may have. */
enum DicomVr {
  /** A few capital letters, digits, spaces and underscores. */
  CS(16),
  /** Date, {@code yyyyMMdd}. */
  DA(8),
  /** Decimal number as text. */
  DS(16),
  /** Whole number as text. */
  IS(12),
  /** Long text on one line. */
  LO(64),
  /** Paragraphs. */
  LT(10240),
  /** Bytes. */
  OB(0),
  /** Words of 16 bits. */
  OW(0),
  /** Name of a person. */
  PN(64),
  /** Short text on one line. */
  SH(16),
  /** Short paragraphs. */
  ST(1024),
  /** Time, {@code HHmmss.ffffff}. */
  TM(14),
  /** Unique identifier. */
  UI(64),
  /** Unsigned number of 32 bits. */
  UL(0),
  /** Unsigned number of 16 bits. */
  US(0);

  private final int most;

  DicomVr(int most) {
    this.most = most;
  }

  /** The most characters of one value; 0 if it is not text. */
  int most() {
    return most;
  }

  /** Whether the length takes four bytes, after two that are zero. */
  boolean isLong() {
    return this == OB || this == OW;
  }

  /** What fills an odd length. */
  byte padding() {
    return (byte) (this == UI || this == OB ? 0 : ' ');
  }
}
