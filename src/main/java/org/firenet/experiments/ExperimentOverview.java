package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import org.firenet.report.HtmlReport;
import org.firenet.report.LinkTable;
import org.firenet.report.NumberText;

/** The page that leads to the pages of several experiments, each in a directory of its name. */
public final class ExperimentOverview {
  private final List<ExperimentRun> runs = new ArrayList<>();
  private final List<String[]> failures = new ArrayList<>();

  /** Adds an experiment that has run. */
  public void add(ExperimentRun run) {
    runs.add(run);
  }

  /** Adds one that has not, and why. */
  public void addFailure(Experiment experiment, String why) {
    failures.add(new String[] {experiment.title(), why});
  }

  /** The page. */
  public HtmlReport page(ExperimentSettings settings) {
    HtmlReport.Builder page =
        HtmlReport.titled("Experiments")
            .subtitle(
                "Size %s, seed %d, backend %s"
                    .formatted(settings.size(), settings.seed(), settings.backend()));
    LinkTable links = LinkTable.of("experiment", "what is seen", "seconds");
    for (ExperimentRun run : runs) {
      links.row(
          run.experiment().name() + "/" + ExperimentOutput.PAGE,
          run.experiment().title(),
          run.experiment().summary(),
          NumberText.of(run.seconds()));
      run.leftOut().forEach(text -> page.note(run.experiment().name() + ": " + text));
    }
    for (String[] failure : failures) {
      links.row("", failure[0], failure[1], "–");
      page.warning(failure[0] + ": " + failure[1]);
    }
    return page.add(links).build();
  }
}
