package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  @Test
  void quotesWhatNeedsIt() {
    String text = CsvTable.of("name", "value").row("a, \"b\"\nc", 1.5).row("plain", null).text();
    assertEquals("name,value\n\"a, \"\"b\"\"\nc\",1.5\nplain,\n", text);
  }

  @Test
  void keepsEveryDigit() {
    String text =
        CsvTable.ofColumns(
                List.of("layer", "x"), List.of(new double[] {1, 2}, new double[] {0.1, Double.NaN}))
            .text();
    assertEquals("layer,x\n1,0.1\n2,\n", text);
  }

  @Test
  void rejectsWhatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> CsvTable.of("a", "b").row(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> CsvTable.ofColumns(List.of("a", "b"), List.of(new double[1], new double[2])));
  }

  @Test
  void linksLeadBelowThePage() {
    String html = LinkTable.of("file", "holds").row("a/b.csv", "b <1>", "x").html();
    assertTrue(html.contains("<a href=\"a/b.csv\">b &lt;1&gt;</a>"), html);
    assertTrue(Parsing.texts(Parsing.parse(html), "td").contains("x"));
    assertTrue(!LinkTable.of("file").row("", "none").html().contains("<a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "javascript:x", "https://x"})
  void linksLeadNowhereElse(String path) {
    LinkTable table = LinkTable.of("file");
    assertThrows(IllegalArgumentException.class, () -> table.row(path, "x"));
  }
}
