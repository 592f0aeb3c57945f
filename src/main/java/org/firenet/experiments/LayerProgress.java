package org.firenet.experiments;

import java.util.concurrent.atomic.AtomicLong;
import org.firenet.pipeline.Progress;

/** Counts layers, from any thread, and tells how many are done of all. */
final class LayerProgress implements Runnable {
  private final Progress progress;
  private final String step;
  private final long total;
  private final AtomicLong done = new AtomicLong();

  /**
   * Nothing done so far.
   *
   * @param total layers to come
   */
  LayerProgress(Progress progress, String step, long total) {
    this.progress = progress;
    this.step = step;
    this.total = total;
  }

  @Override
  public void run() {
    progress.report(step, Math.min(total, done.incrementAndGet()), total);
  }
}
