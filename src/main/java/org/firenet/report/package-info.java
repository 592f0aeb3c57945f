/**
 * Records of a run: the HTML report with its blocks (viewer of images, pictures, plots, tables),
 * the JSON file beside an output, and the picture of an array.
 */
package org.firenet.report;
