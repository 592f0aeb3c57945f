/** DICOM images out: MR Image Storage, one file a slice. */
package org.firenet.io.dicom;
