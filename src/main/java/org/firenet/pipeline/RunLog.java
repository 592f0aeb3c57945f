package org.firenet.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.network.History;

/** What a run leaves behind beside its images: times, notes, histories; and whom it tells of it. */
final class RunLog {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<History> histories = new ArrayList<>();
  private final List<VerifiedImage> verified = new ArrayList<>();
  private final Progress progress;
  private long paused;
  private boolean wholeBatches;

  RunLog(Progress progress) {
    this.progress = progress;
  }

  /** From now on only whole batches are reported, not the steps within one. */
  void reportWholeBatches() {
    wholeBatches = true;
  }

  /** Reports images done out of those of several batches. */
  void batchDone(long done, long total) {
    if (wholeBatches) {
      progress.report("images", done, total);
    }
  }

  /** Reports a step within a batch. */
  void step(String name, long done, long total) {
    if (!wholeBatches) {
      progress.report(name, done, total);
    }
  }

  /** Adds the time since {@code begin}, a {@link System#nanoTime}, to a step. */
  void spent(String step, long begin) {
    seconds.merge(step, (System.nanoTime() - begin) / 1e9, Double::sum);
  }

  /** What has been going on belongs to another step than the one that is being timed. */
  void pause(long nanoseconds) {
    paused += nanoseconds;
  }

  /** Nanoseconds of pauses since this was asked last. */
  long takePauses() {
    long nanoseconds = paused;
    paused = 0;
    return nanoseconds;
  }

  /** An image was solved again by the reference. */
  void verified(VerifiedImage image) {
    verified.add(image);
  }

  /** Something that a user should know, once. */
  void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  void add(List<History> more) {
    histories.addAll(more);
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  List<History> histories() {
    return List.copyOf(histories);
  }

  List<VerifiedImage> verified() {
    return List.copyOf(verified);
  }
}
