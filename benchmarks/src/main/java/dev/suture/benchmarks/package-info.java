/** What measures Suture: generated objects of any size, JMH benchmarks, and programs measured as whole processes. */
package dev.suture.benchmarks;
