# From a list of functions to the assembly of a bridge: for each function a jump through a table that the loader fills
# (native/java/native_access.c), so that arguments and results pass untouched whatever their types. A function that the
# host's library lacks keeps its first entry: it returns the status `missing`, or a text, or 0.
#   awk -v missing=STATUS -f trampolines.awk cufft.functions > cufft.S
BEGIN { count = 0 }
/^[A-Za-z]/ {
  name[count] = $1
  kind[count] = $2
  count++
}
END {
  print "\t.text"
  for (i = 0; i < count; i++) {
    printf "\t.globl %s\n\t.type %s, @function\n\t.p2align 4\n%s:\n", name[i], name[i], name[i]
    printf "\tendbr64\n\tjmp *table+%d(%%rip)\n\t.size %s, .-%s\n", 8 * i, name[i], name[i]
  }
  printf "\t.p2align 4\nmissing_status:\n\tendbr64\n\tmovl $%d, %%eax\n\tret\n", missing
  print "\t.p2align 4\nmissing_size:\n\tendbr64\n\txorl %eax, %eax\n\tret"
  print "\t.p2align 4\nmissing_text:\n\tendbr64\n\tleaq missing_words(%rip), %rax\n\tret"
  print "\t.section .rodata\nmissing_words:\n\t.string \"not in this version of the library\""
  for (i = 0; i < count; i++) printf "name_%d:\n\t.string \"%s\"\n", i, name[i]
  print "\t.data\n\t.p2align 3"
  print "\t.globl firenet_bridge_table\n\t.type firenet_bridge_table, @object\nfirenet_bridge_table:\ntable:"
  for (i = 0; i < count; i++) printf "\t.quad missing_%s\n", kind[i] == "" ? "status" : kind[i]
  printf "\t.size firenet_bridge_table, %d\n", 8 * count
  print "\t.section .data.rel.ro,\"aw\"\n\t.p2align 3"
  print "\t.globl firenet_bridge_names\n\t.type firenet_bridge_names, @object\nfirenet_bridge_names:"
  for (i = 0; i < count; i++) printf "\t.quad name_%d\n", i
  printf "\t.quad 0\n\t.size firenet_bridge_names, %d\n", 8 * (count + 1)
  print "\t.section .note.GNU-stack,\"\",@progbits"
}
