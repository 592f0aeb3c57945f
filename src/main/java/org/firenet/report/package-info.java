/**
 * Records of a run: the HTML report with its images and plots, and the JSON file beside an output.
 */
package org.firenet.report;
