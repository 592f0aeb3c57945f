/** The HDF5 files of the fastMRI data sets. */
package org.firenet.io.fastmri;
