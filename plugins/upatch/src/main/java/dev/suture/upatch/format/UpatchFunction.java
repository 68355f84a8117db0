package dev.suture.upatch.format;

/**
 * One entry of the function table.
 *
 * @param name name of the replaced function
 * @param newSection index of the section the replacement lies in
 * @param newOffset byte offset of the replacement in that section
 * @param newSize its size in bytes
 * @param oldAddress address of the replaced function in the target ELF, before load bias
 * @param oldSize its size in bytes
 * @param symbolPosition see {@link UpatchFormat#SYMBOL_POSITION}
 */
public record UpatchFunction(
        String name, int newSection, long newOffset, long newSize, long oldAddress, long oldSize, int symbolPosition) {}
