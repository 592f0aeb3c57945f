package org.firenet.selftest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.firenet.array.Precision;

/**
 * What a self-test found.
 *
 * @param rows one for each problem, backend and precision
 * @param skipped problems that a backend does not take, with the reason
 * @param seconds it took
 */
public record SelfTestResult(List<SelfTestRow> rows, List<String> skipped, double seconds) {
  /**
   * All rows of a backend and a precision.
   *
   * @param passed how many passed
   * @param worst largest error among them
   * @param sameAlone how many gave the same bits one by one, of those that could
   * @param several how many that are
   */
  public record Summary(
      String backend,
      Precision precision,
      int count,
      int passed,
      double worst,
      double bound,
      int sameAlone,
      int several) {}

  /** Copies the lists. */
  public SelfTestResult {
    rows = List.copyOf(rows);
    skipped = List.copyOf(skipped);
  }

  /** Whether there is a row and every row passed. */
  public boolean passed() {
    return !rows.isEmpty() && rows.stream().allMatch(SelfTestRow::passed);
  }

  /** One for each backend and precision, in the order of the rows. */
  public List<Summary> summaries() {
    Set<String> backends = new LinkedHashSet<>();
    rows.forEach(row -> backends.add(row.backend()));
    List<Summary> summaries = new ArrayList<>();
    for (String backend : backends) {
      for (Precision precision : Precision.values()) {
        List<SelfTestRow> some =
            rows.stream()
                .filter(row -> row.backend().equals(backend) && row.precision() == precision)
                .toList();
        if (!some.isEmpty()) {
          summaries.add(summary(backend, precision, some));
        }
      }
    }
    return summaries;
  }

  private static Summary summary(String backend, Precision precision, List<SelfTestRow> rows) {
    double worst = 0;
    for (SelfTestRow row : rows) {
      worst = Double.isNaN(row.error()) ? Double.NaN : Math.max(worst, row.error());
    }
    return new Summary(
        backend,
        precision,
        rows.size(),
        (int) rows.stream().filter(SelfTestRow::passed).count(),
        worst,
        rows.get(0).bound(),
        (int) rows.stream().filter(row -> row.oneByOne().orElse(1) == 0).count(),
        (int) rows.stream().filter(row -> row.oneByOne().isPresent()).count());
  }
}
