/** ISMRM raw data (ISMRMRD, also called MRD) in HDF5: acquisitions, headers and images. */
package org.firenet.io.ismrmrd;
