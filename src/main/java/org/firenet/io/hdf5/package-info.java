/** HDF5 files: the part that the formats of MRI are made of. */
package org.firenet.io.hdf5;
