package org.firenet.selftest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firenet.array.Precision;

/**
 * What a self-test found.
 *
 * @param rows one for each problem, backend, precision and subject
 * @param skipped problems that a backend does not take, with the reason
 * @param seconds it took
 */
public record SelfTestResult(List<SelfTestRow> rows, List<String> skipped, double seconds) {
  /**
   * All rows of a backend, a precision and a subject.
   *
   * @param passed how many passed
   * @param worst largest error among them
   * @param sameAlone how many gave the same bits one by one, of those that could
   * @param several how many that are
   */
  public record Summary(
      String backend,
      Precision precision,
      SelfTestSubject subject,
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

  /** One for each backend, precision and subject, in the order of the rows. */
  public List<Summary> summaries() {
    Set<String> backends = new LinkedHashSet<>();
    rows.forEach(row -> backends.add(row.backend()));
    List<Summary> summaries = new ArrayList<>();
    for (String backend : backends) {
      for (Precision precision : Precision.values()) {
        for (SelfTestSubject subject : SelfTestSubject.values()) {
          summary(backend, precision, subject).ifPresent(summaries::add);
        }
      }
    }
    return summaries;
  }

  private Optional<Summary> summary(String backend, Precision precision, SelfTestSubject subject) {
    List<SelfTestRow> some =
        rows.stream()
            .filter(row -> row.backend().equals(backend))
            .filter(row -> row.precision() == precision && row.subject() == subject)
            .toList();
    if (some.isEmpty()) {
      return Optional.empty();
    }
    double worst = 0;
    for (SelfTestRow row : some) {
      worst = Double.isNaN(row.error()) ? Double.NaN : Math.max(worst, row.error());
    }
    return Optional.of(
        new Summary(
            backend,
            precision,
            subject,
            some.size(),
            (int) some.stream().filter(SelfTestRow::passed).count(),
            worst,
            some.get(0).bound(),
            (int) some.stream().filter(row -> row.oneByOne().orElse(1) == 0).count(),
            (int) some.stream().filter(row -> row.oneByOne().isPresent()).count()));
  }
}
