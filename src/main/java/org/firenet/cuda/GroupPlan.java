package org.firenet.cuda;

/**
 * How a number of images goes through a device: in groups that pass all layers together, through
 * buffers that are filled and emptied while another group is computed.
 *
 * @param images in all
 * @param group images of a group
 * @param slots groups on their way at a time
 * @param planBytes device memory of the plan for a group
 * @param transferBytes device memory of all slots, and as much page-locked memory on the host
 * @param freeBytes device memory that there was
 */
public record GroupPlan(
    int images, int group, int slots, long planBytes, long transferBytes, long freeBytes) {
  /**
   * Plans.
   *
   * @param one the design for one image
   * @param images how many there are in all
   * @param freeBytes free device memory
   */
  public static GroupPlan of(DevicePlanDesign one, int images, long freeBytes) {
    long each = TransferSlot.bytesPerImage(one.problem(), one.precision());
    int group = GroupSize.of(one, images, DeviceWorker.SLOTS * each, freeBytes);
    int slots = images > group ? DeviceWorker.SLOTS : 1;
    long planBytes = one.withBatch(group).workspaceBytes();
    return new GroupPlan(images, group, slots, planBytes, each * slots * group, freeBytes);
  }

  /** How many groups, one after the other. */
  public int groups() {
    return (images + group - 1) / group;
  }

  /** Device memory in all. */
  public long deviceBytes() {
    return planBytes + transferBytes;
  }

  /** Whether the device has that much; a group of one image that does not fit can not be split. */
  public boolean fits() {
    return deviceBytes() <= freeBytes;
  }
}
