/**
 * HDF5 files: datasets, groups and attributes.
 *
 * <p>jHDF reads the structure of a file, behind a channel that bounds what it may read; the numbers
 * are read from their places in the file by this package.
 */
package org.firenet.io.hdf5;
