package org.firenet.cuda.host;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Work of the streams of a device. It runs at once, or, deferred, when somebody waits for it: then
 * what forgets to wait sees memory as it was before.
 */
final class HostQueue {
  private final boolean deferred;
  private final Map<HostStream, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private final Map<HostStream, Thread> recording = Collections.synchronizedMap(new HashMap<>());

  HostQueue(boolean deferred) {
    this.deferred = deferred;
  }

  void add(HostStream stream, Runnable work) {
    if (deferred) {
      synchronized (this) {
        waiting.computeIfAbsent(stream, key -> new ArrayDeque<>()).add(work);
      }
    } else {
      work.run();
    }
  }

  /** Runs the work of a stream until a marker in it is reached; all of it for null. */
  synchronized void run(HostStream stream, HostEvent.Marker until) {
    Deque<Runnable> work = waiting.getOrDefault(stream, new ArrayDeque<>());
    while (!work.isEmpty() && (until == null || !until.reached())) {
      work.remove().run();
    }
  }

  /** Runs all work of all streams, as what waits for the device does. */
  synchronized void runAll() {
    for (HostStream stream : Set.copyOf(waiting.keySet())) {
      run(stream, null);
    }
  }

  void recording(HostStream stream, boolean begins) {
    if (begins) {
      recording.put(stream, Thread.currentThread());
    } else {
      recording.remove(stream);
    }
  }

  /** Calls that CUDA forbids to a thread that records. */
  void checkNotRecording(String call) {
    if (recording.containsValue(Thread.currentThread())) {
      throw new IllegalStateException(call + " while a stream is being recorded");
    }
  }
}
