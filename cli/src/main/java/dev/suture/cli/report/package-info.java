/** What the command line prints of comparisons, patches and changes, as text and as JSON. */
package dev.suture.cli.report;
