// The bytes of resources/earth/world.safetensors, built into the program.
__asm__(
    ".section .rodata\n"
    ".global embellieWorldBegin\n"
    ".balign 16\n"
    "embellieWorldBegin:\n"
    ".incbin \"" EMBELLIE_WORLD
    "\"\n"
    ".global embellieWorldEnd\n"
    "embellieWorldEnd:\n"
    ".byte 0\n"
    ".previous\n");
