/** What an object file holds: functions and data as items, and what they refer to. */
package dev.suture.diff.item;
