/** A comparison as one self-contained HTML page. */
package dev.suture.report.html;
