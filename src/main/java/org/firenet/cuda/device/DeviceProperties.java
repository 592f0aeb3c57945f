package org.firenet.cuda.device;

/**
 * What does not change about a device.
 *
 * @param ordinal its number among the devices of this machine
 * @param name as the vendor calls it
 * @param major major number of the compute capability
 * @param minor minor number of the compute capability
 * @param multiprocessors how many multiprocessors
 * @param cacheBytes size of the L2 cache
 * @param sharedBytesPerBlock most shared memory of a block, with opting in
 * @param totalBytes device memory
 */
public record DeviceProperties(
    int ordinal,
    String name,
    int major,
    int minor,
    int multiprocessors,
    long cacheBytes,
    long sharedBytesPerBlock,
    long totalBytes) {}
