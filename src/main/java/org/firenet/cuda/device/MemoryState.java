package org.firenet.cuda.device;

/**
 * Device memory at a moment.
 *
 * @param freeBytes not taken by anyone
 * @param totalBytes in all
 */
public record MemoryState(long freeBytes, long totalBytes) {}
