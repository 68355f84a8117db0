/** What of a comparison is shown, and under which names: the same for text, JSON and HTML. */
package dev.suture.report.view;
