/** Who refers to what over all objects of a build: the callers of a function, and how many reach it. */
package dev.suture.diff.reach;
