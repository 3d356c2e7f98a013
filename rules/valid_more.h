/* valid_more.h - more validators for table rows; what they get and do is in rules/valid.h. */
#ifndef FI_RULES_VALID_MORE_H
#define FI_RULES_VALID_MORE_H

#include "rules/valid.h"

/*
 * The account that an AWS access key id belongs to, as its twelve digits and a 0.
 * False for the ids of before 2019 (AKIAI..., AKIAJ...), which do not tell, and for
 * what is no id.
 */
bool fi_aws_account(const char *id, size_t n, char account[13]);

fi_validator fi_check_aws_id;	/* says whose account it is */
fi_validator fi_check_zuplo;	/* CRC-32 in hex at the end; a failed one lowers to medium */
fi_validator fi_check_nkey;	/* CRC-16 at the end of a NATS seed; the same */
fi_validator fi_check_wif;	/* base58check of a Bitcoin key; the same */
fi_validator fi_check_ethereum; /* drops the keys that test chains print, 0 and a run */
fi_validator fi_check_mnemonic; /* drops prose, wrong counts and the phrases of manuals */

#endif
