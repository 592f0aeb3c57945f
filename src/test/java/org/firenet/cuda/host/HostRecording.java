package org.firenet.cuda.host;

import java.util.List;
import org.firenet.cuda.device.Recording;

final class HostRecording implements Recording {
  private final HostDevice device;
  private final List<Runnable> work;

  HostRecording(HostDevice device, List<Runnable> work) {
    this.device = device;
    this.work = List.copyOf(work);
    device.open().add(this, "recording");
  }

  List<Runnable> work() {
    device.open().check(this, "recording");
    return work;
  }

  @Override
  public void close() {
    device.open().remove(this);
  }
}
