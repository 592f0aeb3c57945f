package org.firenet.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DicomTextTest {
  @Test
  void textsAreCleanedAndCut() {
    assertEquals("a b c", DicomText.clean(DicomVr.LO, " a\\b\nc\u0000\u001b"));
    assertEquals("x".repeat(64), DicomText.clean(DicomVr.LO, "x".repeat(70)));
    assertEquals("ä".repeat(16), DicomText.clean(DicomVr.SH, "ä".repeat(17)));
    String clef = "\ud834\udd1e";
    assertEquals(clef.repeat(16), DicomText.clean(DicomVr.SH, clef.repeat(17)));
    assertEquals("a  b", DicomText.clean(DicomVr.SH, "a\ud834 b"));
    assertEquals("a\r\nb c", DicomText.clean(DicomVr.LT, "a\r\nb\tc"));
    assertEquals("", DicomText.clean(DicomVr.CS, "  "));
  }

  @Test
  void namesKeepTheirGroups() {
    assertEquals("Yamada^Taro=山田^太郎", DicomText.clean(DicomVr.PN, "Yamada^Taro=山田^太郎"));
    assertEquals("a".repeat(64) + "=b=c", DicomText.clean(DicomVr.PN, "a".repeat(99) + "= b =c=d"));
  }

  @Test
  void datesAndTimes() {
    assertEquals("20240229", DicomText.date("2024-02-29"));
    for (String wrong :
        new String[] {"2023-02-29", "20240229", "", "-0001-01-01", "+12345-01-01"}) {
      assertEquals("", DicomText.date(wrong), wrong);
    }
    assertEquals("010203", DicomText.time("01:02:03"));
    assertEquals("235959.500000", DicomText.time(" 23:59:59.5 "));
    for (String wrong : new String[] {"24:00:01", "1:2:3", "noon"}) {
      assertEquals("", DicomText.time(wrong), wrong);
    }
  }

  @Test
  void decimalsHaveSixteenCharacters() {
    assertEquals("0", DicomText.decimal(0));
    assertEquals("0", DicomText.decimal(-0.0));
    assertEquals("0.1", DicomText.decimal(0.1));
    assertEquals("-2500", DicomText.decimal(-2500));
    assertEquals("0.3", DicomText.decimal(0.1 + 0.2));
    assertEquals("-0.3333333333333", DicomText.decimal(-1 / 3.0));
    assertEquals("-3.333333333E-10", DicomText.decimal(-1e-9 / 3));
    assertEquals("1E300", DicomText.decimal(1e300));
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double number = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      String text = DicomText.decimal(number);
      assertTrue(text.length() <= 16, text);
      assertEquals(number, Double.parseDouble(text), 1e-8 * Math.abs(number), text);
    }
  }

  @Test
  void identifiers() {
    assertTrue(DicomUid.isValid("1.2.840.0.10008"));
    assertTrue(DicomUid.isValid("1." + "2".repeat(62)));
    for (String wrong : new String[] {"", "1", "1.", ".1", "1.02", "1.a", "1..2", "1 .2"}) {
      assertFalse(DicomUid.isValid(wrong), wrong);
    }
    assertFalse(DicomUid.isValid("1." + "2".repeat(63)));
    assertEquals(DicomUid.named("a"), DicomUid.named("a"));
    for (int i = 0; i < 100; i++) {
      assertTrue(DicomUid.isValid(DicomUid.random()) && DicomUid.isValid(DicomUid.named("n" + i)));
    }
  }

  @Test
  void tagsAreInOrder() {
    long last = -1;
    for (DicomTag tag : DicomTag.values()) {
      long number = (long) tag.group() << 16 | tag.element();
      assertTrue(number > last, tag::toString);
      last = number;
    }
  }
}
