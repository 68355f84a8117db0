/** What Deploy asks for, and who does it. Called on background threads. */
package dev.suture.workbench.deploy.service;
