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
    gaps((HostDevice) device, workspace(), address);
    return design.bind(device, address);
  }

  /** Watches the gaps between the parts of a workspace that begins at an address. */
  static void gaps(HostDevice device, Workspace workspace, long address) {
    long end = 0;
    for (Workspace.Part part : workspace.parts()) {
      guard(device, address + end, part.offset() - end);
      end = part.offset() + part.bytes();
    }
    guard(device, address + end, workspace.bytes() - end);
  }

  private static void guard(HostDevice device, long address, long bytes) {
    if (bytes > 0) {
      device.guard(address, bytes);
    }
  }
}
