# Tells the C++ runtime once how to unwind the code of a patch. A replaced function's entry calls it while the byte at
# "state" is not 2; it changes no register but the flags, and may be called by several threads at once.
# state: 0 nobody was here, 1 a thread is at it, 2 done.
        push    %rax
        push    %rcx
        push    %rdx
        push    %rsi
        push    %rdi
        push    %r8
        push    %r9
        push    %r10
        push    %r11
        push    %rbx
        push    %rbp
        mov     %rsp, %rbp
        xor     %eax, %eax
        mov     $1, %ecx
        lock cmpxchg %cl, state(%rip)
        je      register
# Another thread is at it. It is waited for a while only: it may be this very thread, interrupted by a signal.
        mov     $1000000, %ecx
wait:   cmpb    $2, state(%rip)
        je      out
        pause
        dec     %ecx
        jne     wait
        jmp     out
# Arguments of the function may be in vector registers, which the call may change: they are kept as wide as the machine
# has them (x87, SSE, AVX, AVX-512). XSAVE wants 64-byte alignment and zeros in its header (Intel SDM, 13.7).
register:
        sub     $4096, %rsp
        and     $-64, %rsp
        mov     $1, %eax
        cpuid
        bt      $27, %ecx
        setc    %bl
        jnc     legacy
        xor     %eax, %eax
        lea     512(%rsp), %rdi
        mov     $8, %ecx
        cld
        rep stosq
        mov     $0xe7, %eax
        xor     %edx, %edx
        xsave   (%rsp)
        jmp     saved
legacy: fxsave  (%rsp)
saved:  lea     records(%rip), %rdi
        call    __register_frame@PLT
        test    %bl, %bl
        je      restore
        mov     $0xe7, %eax
        xor     %edx, %edx
        xrstor  (%rsp)
        jmp     done
restore: fxrstor (%rsp)
done:   movb    $2, state(%rip)
out:    mov     %rbp, %rsp
        pop     %rbp
        pop     %rbx
        pop     %r11
        pop     %r10
        pop     %r9
        pop     %r8
        pop     %rdi
        pop     %rsi
        pop     %rdx
        pop     %rcx
        pop     %rax
        ret
