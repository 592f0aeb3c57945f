package org.firenet.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.firenet.pipeline.Progress;

/** A progress bar with the time left, for whatever takes more than a second on a terminal. */
final class ProgressBarDisplay implements Progress, AutoCloseable {
  private static final long PATIENCE_NANOSECONDS = 1_000_000_000L;
  private static final int WIDTH = 78;

  private final boolean enabled;
  private final long begin = System.nanoTime();
  private ProgressBar bar;
  private String step;

  /** A display that stays dark if {@code quiet} or if nobody is watching. */
  ProgressBarDisplay(boolean quiet) {
    enabled = !quiet && Terminal.interactive();
  }

  @Override
  public synchronized void report(String name, long done, long total) {
    if (!enabled || System.nanoTime() - begin < PATIENCE_NANOSECONDS) {
      return;
    }
    if (bar != null && !name.equals(step)) {
      clear();
    }
    if (bar == null && done < total) {
      PrintStream err = System.err;
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setMaxRenderedLength(WIDTH)
              .clearDisplayOnFinish()
              .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
              .build();
      step = name;
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** Takes the bar off the terminal until the next report. */
  synchronized void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
