package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.firenet.io.hdf5.Hdf5Layout.Compound;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Sequence;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hdf5RowsTest {
  private static final Compound INNER =
      Hdf5Layout.compound().member("small", Scalar.UINT16).member("two", Scalar.INT32, 2).build();
  private static final Compound TYPE =
      Hdf5Layout.compound()
          .member("inner", INNER)
          .align(Long.BYTES)
          .member("real", Scalar.FLOAT32)
          .align(Long.BYTES)
          .member("any", new Sequence(Scalar.FLOAT32))
          .build();

  private final Hdf5Rows rows = new Hdf5Rows(TYPE, 2);

  @Test
  void layOutMembersOneAfterTheOther() {
    assertEquals(10, INNER.bytes());
    assertEquals(16, TYPE.members().get(1).offset());
    assertEquals(24, TYPE.members().get(2).offset());
    assertEquals(40, TYPE.bytes());
  }

  @Test
  void takeAsManyRowsAsFit() {
    add(1);
    assertFalse(rows.isFull());
    add(100_000);
    assertTrue(rows.isFull());
    assertEquals(2, rows.count());
    assertEquals(4 * 100_001, rows.payloadBytes());
    assertThrows(IllegalStateException.class, () -> add(1));
    rows.clear();
    assertEquals(0, rows.count());
    assertEquals(0, rows.payloadBytes());
  }

  @ParameterizedTest
  @CsvSource({"-1", "65536"})
  void refuseWhatDoesNotFitAMember(long value) {
    assertEquals(
        "`inner.small`: expected 0 to 65535, got " + value,
        assertThrows(IllegalArgumentException.class, () -> rows.add(row -> row.integers(value)))
            .getMessage());
    assertEquals(0, rows.count());
    add(3);
    assertEquals(1, rows.count());
  }

  @Test
  void forgetTheSequencesOfARowThatFails() {
    assertThrows(
        IllegalStateException.class,
        () ->
            rows.add(
                row -> {
                  fill(row, 5);
                  row.integers(1);
                }));
    assertEquals(0, rows.payloadBytes());
  }

  @Test
  void refuseMembersOutOfOrder() {
    assertEquals(
        "the next member is inner.small, UINT16",
        assertThrows(IllegalStateException.class, () -> rows.add(row -> row.reals(1)))
            .getMessage());
    assertEquals(
        "the next member is inner.small, UINT16",
        assertThrows(IllegalStateException.class, () -> rows.add(row -> row.sequence(new float[1])))
            .getMessage());
    assertEquals(
        "`inner.two`: expected 2 numbers, got 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    rows.add(
                        row -> {
                          row.integers(1);
                          row.integers(1);
                        }))
            .getMessage());
    assertEquals(
        "the next member is real, FLOAT32",
        assertThrows(
                IllegalStateException.class,
                () ->
                    rows.add(
                        row -> {
                          row.integers(1);
                          row.integers(1, 2);
                          row.integers(3);
                        }))
            .getMessage());
    assertEquals(
        "row without real",
        assertThrows(
                IllegalStateException.class,
                () ->
                    rows.add(
                        row -> {
                          row.integers(1);
                          row.integers(1, 2);
                        }))
            .getMessage());
  }

  @Test
  void holdNumbersOnly() {
    Compound text = Hdf5Layout.compound().member("text", Text.ASCII).build();
    assertThrows(IllegalArgumentException.class, () -> new Hdf5Rows(text, 1));
  }

  private void add(int length) {
    rows.add(row -> fill(row, length));
  }

  private static void fill(Hdf5Rows row, int length) {
    row.integers(1);
    row.integers(-2, Integer.MAX_VALUE);
    row.reals(0.5);
    row.sequence(new float[length]);
  }
}
