package org.firenet.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that work through numbered tasks together, many thousand times a second: waiting threads
 * spin for a moment before they sleep. Which thread takes which task is left open, so tasks must
 * not depend on it.
 */
final class Team implements AutoCloseable {
  /** Work on one task. */
  interface Task {
    void run(int index, int thread);
  }

  private static final int SPINS = 2000;

  private final Thread[] workers;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Thread caller;
  private volatile Task task;
  private volatile int count;
  private final AtomicInteger round = new AtomicInteger();
  private volatile boolean closed;

  /** A team of {@code threads}, the caller among them. */
  Team(int threads) {
    workers = new Thread[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      int number = i + 1;
      workers[i] = new Thread(() -> work(number), "firenet-" + number);
      workers[i].setDaemon(true);
      workers[i].start();
    }
  }

  /** Number of threads. */
  int threads() {
    return workers.length + 1;
  }

  /** Runs tasks 0 … {@code tasks} − 1 and returns when all are done. */
  void run(Task work, int tasks) {
    if (workers.length == 0 || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        work.run(i, 0);
      }
      return;
    }
    caller = Thread.currentThread();
    task = work;
    count = tasks;
    next.set(0);
    busy.set(workers.length);
    round.incrementAndGet();
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
    takeTasks(0);
    for (int spins = 0; busy.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void work(int number) {
    int seen = 0;
    while (true) {
      for (int spins = 0; round.get() == seen && !closed; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (closed) {
        return;
      }
      seen++;
      takeTasks(number);
      if (busy.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  private void takeTasks(int number) {
    Task work = task;
    int tasks = count;
    try {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        work.run(i, number);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(tasks);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }
}
