/** NIfTI images in ({@code .nii}, {@code .nii.gz}, {@code .hdr} with {@code .img}) and out. */
package org.firenet.io.nifti;
