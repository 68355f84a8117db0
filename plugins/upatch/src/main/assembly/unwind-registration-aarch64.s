// Tells the C++ runtime once how to unwind the code of a patch. A replaced function's entry calls it while the byte at
// "state" is not 2, with the address the function returns to in x17; it keeps all registers that a function may be
// called with, and x17, and may be called by several threads at once. x16 and the flags are nobody's here.
// state: 0 nobody was here, 1 a thread is at it, 2 done.
        stp     x29, x30, [sp, #-192]!
        mov     x29, sp
        stp     x0, x1, [sp, #16]
        stp     x2, x3, [sp, #32]
        stp     x4, x5, [sp, #48]
        stp     x6, x7, [sp, #64]
        stp     x8, x9, [sp, #80]
        stp     x10, x11, [sp, #96]
        stp     x12, x13, [sp, #112]
        stp     x14, x15, [sp, #128]
        stp     x17, x18, [sp, #144]
        adrp    x16, state
        add     x16, x16, :lo12:state
try:    ldaxrb  w0, [x16]
        cbnz    w0, taken
        mov     w0, #1
        stxrb   w1, w0, [x16]
        cbnz    w1, try
        b       register
// Another thread is at it. It is waited for a while only: it may be this very thread, interrupted by a signal.
taken:  clrex
        mov     w1, #0x4240
        movk    w1, #0xf, lsl #16
wait:   ldarb   w0, [x16]
        cmp     w0, #2
        b.eq    out
        yield
        subs    w1, w1, #1
        b.ne    wait
        b       out
// Arguments of the function may be in vector registers, which the call may change.
register:
        sub     sp, sp, #512
        stp     q0, q1, [sp]
        stp     q2, q3, [sp, #32]
        stp     q4, q5, [sp, #64]
        stp     q6, q7, [sp, #96]
        stp     q8, q9, [sp, #128]
        stp     q10, q11, [sp, #160]
        stp     q12, q13, [sp, #192]
        stp     q14, q15, [sp, #224]
        stp     q16, q17, [sp, #256]
        stp     q18, q19, [sp, #288]
        stp     q20, q21, [sp, #320]
        stp     q22, q23, [sp, #352]
        stp     q24, q25, [sp, #384]
        stp     q26, q27, [sp, #416]
        stp     q28, q29, [sp, #448]
        stp     q30, q31, [sp, #480]
        str     x16, [x29, #160]
        adrp    x0, records
        add     x0, x0, :lo12:records
        bl      __register_frame
        ldp     q0, q1, [sp]
        ldp     q2, q3, [sp, #32]
        ldp     q4, q5, [sp, #64]
        ldp     q6, q7, [sp, #96]
        ldp     q8, q9, [sp, #128]
        ldp     q10, q11, [sp, #160]
        ldp     q12, q13, [sp, #192]
        ldp     q14, q15, [sp, #224]
        ldp     q16, q17, [sp, #256]
        ldp     q18, q19, [sp, #288]
        ldp     q20, q21, [sp, #320]
        ldp     q22, q23, [sp, #352]
        ldp     q24, q25, [sp, #384]
        ldp     q26, q27, [sp, #416]
        ldp     q28, q29, [sp, #448]
        ldp     q30, q31, [sp, #480]
        ldr     x16, [x29, #160]
        mov     w0, #2
        stlrb   w0, [x16]
out:    mov     sp, x29
        ldp     x0, x1, [sp, #16]
        ldp     x2, x3, [sp, #32]
        ldp     x4, x5, [sp, #48]
        ldp     x6, x7, [sp, #64]
        ldp     x8, x9, [sp, #80]
        ldp     x10, x11, [sp, #96]
        ldp     x12, x13, [sp, #112]
        ldp     x14, x15, [sp, #128]
        ldp     x17, x18, [sp, #144]
        ldp     x29, x30, [sp], #192
        ret
