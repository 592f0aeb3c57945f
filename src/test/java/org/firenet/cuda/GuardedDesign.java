package org.firenet.cuda;

import org.firenet.cuda.device.Device;
import org.firenet.cuda.host.HostDevice;

/** A design whose solver must not touch the gaps between the parts of its workspace. */
record GuardedDesign(SolverDesign design) implements SolverDesign {
  @Override
  public String description() {
    return design.description();
  }

  @Override
  public Workspace workspace() {
    return design.workspace();
  }

  @Override
  public double bytesPerLayer() {
    return design.bytesPerLayer();
  }

  @Override
  public long launches() {
    return design.launches();
  }

  @Override
  public DeviceSolver bind(Device device, long address) {
    long end = 0;
    for (Workspace.Part part : workspace().parts()) {
      guard((HostDevice) device, address + end, part.offset() - end);
      end = part.offset() + part.bytes();
    }
    guard((HostDevice) device, address + end, workspace().bytes() - end);
    return design.bind(device, address);
  }

  private static void guard(HostDevice device, long address, long bytes) {
    if (bytes > 0) {
      device.guard(address, bytes);
    }
  }
}
