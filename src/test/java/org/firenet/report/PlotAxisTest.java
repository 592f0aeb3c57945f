package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotAxisTest {
  private static List<String> labels(PlotAxis axis) {
    return axis.ticks().stream().map(PlotAxis.Tick::label).filter(s -> !s.isEmpty()).toList();
  }

  @Test
  void linearEndsAtTicks() {
    assertEquals(List.of("0", "2", "4", "6", "8", "10"), labels(PlotAxis.linear(0.3, 9.7)));
    assertEquals(List.of("−0.10", "−0.05", "0", "0.05"), labels(PlotAxis.linear(-0.1, 0.03)));
    assertEquals(
        List.of("0", "1·10⁶", "2·10⁶", "3·10⁶", "4·10⁶"), labels(PlotAxis.linear(1, 3.5e6)));
    assertEquals(
        List.of("1.0000001", "1.0000002", "1.0000003", "1.0000004"),
        labels(PlotAxis.linear(1.0000001, 1.0000004)));
  }

  @Test
  void linearMakesRoomAroundOneValue() {
    PlotAxis axis = PlotAxis.linear(5, 5);
    assertTrue(axis.low() < 5 && axis.high() > 5);
    assertEquals(0.5, PlotAxis.linear(0, 0).place(0), 1e-12);
  }

  @Test
  void logarithmicLabelsPowersOfTenWithSmallTicksBetween() {
    PlotAxis axis = PlotAxis.logarithmic(1e-3, 1);
    assertEquals(List.of("10⁻³", "10⁻²", "10⁻¹", "10⁰"), labels(axis));
    assertEquals(10, axis.ticks().size());
    assertEquals(
        List.of("10⁻²⁵", "10⁻²⁰", "10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "10⁰"),
        labels(PlotAxis.logarithmic(1e-28, 1)));
  }

  @Test
  void logarithmicOfAShortRangeLabelsOneTwoFive() {
    assertEquals(
        List.of("0.02", "0.05", "0.1", "0.2", "0.5"), labels(PlotAxis.logarithmic(0.02, 0.5)));
    assertEquals(List.of("2", "5", "10"), labels(PlotAxis.logarithmic(4, 4)));
    assertEquals(
        List.of("3.10", "3.15", "3.20", "3.25", "3.30"), labels(PlotAxis.logarithmic(3.1, 3.3)));
  }

  @Test
  void integersAreWhole() {
    assertEquals(List.of("1", "10", "20", "30", "40", "50"), labels(PlotAxis.integers(1, 50)));
    assertEquals(List.of("0", "1", "2"), labels(PlotAxis.integers(0, 2)));
    assertEquals(List.of("7"), labels(PlotAxis.integers(7, 7)));
    assertEquals(List.of("−5", "0", "5"), labels(PlotAxis.integers(-6, 9)));
    assertTrue(PlotAxis.integers(Integer.MIN_VALUE, Integer.MAX_VALUE).ticks().size() < 12);
  }
}
