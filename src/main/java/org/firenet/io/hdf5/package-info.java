/**
 * HDF5 files: datasets, groups and attributes.
 *
 * <p>jHDF parses the headers of groups and datasets, from a storage that bounds what it may read;
 * this package follows the paths and reads the numbers from their places in the file.
 */
package org.firenet.io.hdf5;
