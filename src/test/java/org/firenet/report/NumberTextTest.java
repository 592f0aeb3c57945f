package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "1200, 1200",
    "99999, 1·10⁵",
    "0.0413, 0.0413",
    "-0.25, −0.25",
    "0.123456, 0.1235",
    "1.5e-7, 1.5·10⁻⁷",
    "-2e20, −2·10²⁰",
    "NaN, –",
    "Infinity, ∞",
    "-Infinity, −∞"
  })
  void readsLikeANumberInPrint(double value, String text) {
    assertEquals(text, NumberText.of(value));
  }
}
