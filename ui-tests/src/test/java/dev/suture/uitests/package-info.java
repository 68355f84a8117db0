/** Journeys through the real window, without a display. */
package dev.suture.uitests;
