/* For tests under wine only, and never shipped: Windows 10 has an icuuc.dll of its own and wine has none. Qt6Core imports
   these names from it, for text in old code pages. Here no such converter exists. */
#include <stddef.h>
#include <stdint.h>

#define EXPORT __declspec(dllexport)
#define FILE_ACCESS_ERROR 4
#define ILLEGAL_ARGUMENT 1

EXPORT void *ucnv_open(const char *name, int32_t *error)
{
    (void)name;
    if (error)
        *error = FILE_ACCESS_ERROR;
    return NULL;
}

EXPORT const char *ucnv_getName(const void *converter, int32_t *error)
{
    (void)converter;
    if (error)
        *error = ILLEGAL_ARGUMENT;
    return "";
}

/* Whoever has no converter calls none of these; that they exist is enough. */
EXPORT void ucnv_close(void) {}
EXPORT void ucnv_reset(void) {}
EXPORT int8_t ucnv_getMaxCharSize(void) { return 4; }
EXPORT void ucnv_getToUCallBack(void) {}
EXPORT void ucnv_getFromUCallBack(void) {}
EXPORT void ucnv_setToUCallBack(void) {}
EXPORT void ucnv_setFromUCallBack(void) {}
EXPORT void ucnv_cbToUWriteUChars(void) {}
EXPORT void ucnv_cbFromUWriteUChars(void) {}
EXPORT void ucnv_toUnicode(void) {}
EXPORT void ucnv_fromUnicode(void) {}
EXPORT void ucnv_toUCountPending(void) {}
EXPORT void ucnv_fromUCountPending(void) {}
EXPORT const char *ucnv_getStandardName(void) { return NULL; }
EXPORT const char *ucnv_getAvailableName(void) { return NULL; }
EXPORT int32_t ucnv_countAvailable(void) { return 0; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
