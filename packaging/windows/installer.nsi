; Setup for one person, without administrator's rights. for_windows.py runs it with VERSION, STAGE, OUT, to be quick FAST, and
; SIGN, a command that signs the file behind it, where the uninstaller is to be signed: it is packed before setup.exe is done.
;
;   setup.exe /S                 silent
;   setup.exe /ORG=C:\organisation.toml   presets of the organisation; without it, organisation.toml beside the setup is taken.
;                                A picture beside them that they name as logo comes along
;   setup.exe /S /WAIT /START    as the program updates itself: once it has ended (a minute at most), and started again
;   uninstall.exe /S [/NOTES]    silent; with /NOTES the notes go too
;
; Exit status: 3 no 64-bit Windows, 4 the presets are not there, 5 the program runs, 6 it is installed for the whole machine,
; 7 a newer version is installed.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
Name "Mødeklar"
OutFile "${OUT}"
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!ifdef SIGN
  !uninstfinalize `${SIGN} "%1"` = 0
!endif
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Moedeklar"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Mødeklar"
VIAddVersionKey "FileDescription" "Mødeklar"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "AGPL-3.0-or-later"
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include x64.nsh
!define KEY "Software\Moedeklar"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Moedeklar"
!define LINKS "Software\Classes\moedeklar"
!define ENDING "Software\Classes\.moedeklar"
!define BACKUPS "Software\Classes\Moedeklar.Backup"
!define NOTES "$LOCALAPPDATA\Moedeklar"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Moedeklar.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Danish"
LangString NO64 ${LANG_ENGLISH} "Mødeklar needs 64-bit Windows 10 or newer."
LangString NO64 ${LANG_DANISH} "Mødeklar kræver 64-bit Windows 10 eller nyere."
LangString NOORG ${LANG_ENGLISH} "The presets of the organisation are not there: $ORG"
LangString NOORG ${LANG_DANISH} "Organisationens forudindstillinger findes ikke: $ORG"
LangString RUNS ${LANG_ENGLISH} "Mødeklar is running. Close it, and try again. Nothing has been changed."
LangString RUNS ${LANG_DANISH} "Mødeklar kører. Luk programmet, og prøv igen. Intet er ændret."
LangString MACHINE ${LANG_ENGLISH} "Mødeklar is already installed for everybody on this computer, so there is nothing to install."
LangString MACHINE ${LANG_DANISH} "Mødeklar er allerede installeret for alle på denne computer, så der er intet at installere."
LangString NEWER ${LANG_ENGLISH} "A newer version of Mødeklar is installed. Nothing has been changed."
LangString NEWER ${LANG_DANISH} "En nyere version af Mødeklar er installeret. Intet er ændret."
LangString ASK ${LANG_ENGLISH} "Shall your notes and everything that was synchronised be removed too? They cannot be brought back."
LangString ASK ${LANG_DANISH} "Skal dine noter og alt, der er synkroniseret, også fjernes? Det kan ikke fortrydes."
LangString BACKUP ${LANG_ENGLISH} "Mødeklar backup"
LangString BACKUP ${LANG_DANISH} "Sikkerhedskopi fra Mødeklar"
Var ORG
Var LOGO

; Says why, where somebody looks, and ends with a status that a script can tell from others.
!macro Stop STATUS TEXT
  MessageBox MB_ICONSTOP|MB_OK "${TEXT}" /SD IDOK
  SetErrorLevel ${STATUS}
  Quit
!macroend

; The program that began this setup is about to end.
!macro WaitForEnd
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/WAIT" $0
  ${IfNot} ${Errors}
    ${For} $1 1 120
      ${IfNot} ${FileExists} "$INSTDIR\Moedeklar.exe"
        ${Break}
      ${EndIf}
      ClearErrors
      FileOpen $0 "$INSTDIR\Moedeklar.exe" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      Sleep 500
    ${Next}
  ${EndIf}
!macroend

; The program cannot be written to while it runs; looked at before any file is touched.
!macro MustNotRun
  ${If} ${FileExists} "$INSTDIR\Moedeklar.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\Moedeklar.exe" a
    ${If} ${Errors}
      !insertmacro Stop 5 "$(RUNS)"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Stop 3 "$(NO64)"
  ${EndIf}
  SetRegView 64
  ReadRegStr $0 HKLM "${KEY}" "InstallDir"
  ${If} $0 != ""
    !insertmacro Stop 6 "$(MACHINE)"
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "InstallDir"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro Stop 7 "$(NEWER)"
    ${EndIf}
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ORG=" $ORG
  ${If} $ORG == ""
    ; PowerShell puts quotation marks around the whole word where there is a space in it.
    StrCpy $0 '"/ORG='
    ClearErrors
    ${WordFind} "- $R0" $0 "E+2" $1
    ${IfNot} ${Errors}
      StrCpy $0 '"'
      ${WordFind} "$1" $0 "+1" $ORG
    ${EndIf}
  ${EndIf}
  ${If} $ORG == ""
  ${AndIf} ${FileExists} "$EXEDIR\organisation.toml"
    StrCpy $ORG "$EXEDIR\organisation.toml"
  ${EndIf}
  ${If} $ORG != ""
  ${AndIfNot} ${FileExists} "$ORG"
    !insertmacro Stop 4 "$(NOORG)"
  ${EndIf}
  ${If} $ORG != ""
    ; What it is relative to will be another folder by the time that it is copied.
    GetFullPathName $ORG "$ORG"
  ${EndIf}
  !insertmacro WaitForEnd
  !insertmacro MustNotRun
FunctionEnd

; Into $LOGO, the name of the picture that the presets name: in a line that begins with logo =, above the first table, a plain
; name in quotation marks, of a .png or .svg that lies beside them. All else is "": TOML as a whole is not understood here.
Function FindLogo
  StrCpy $LOGO ""
  ClearErrors
  FileOpen $0 "$ORG" r
  ${Unless} ${Errors}
    ${Do}
      FileRead $0 $1
      ${If} ${Errors}
        ${Break}
      ${EndIf}
      StrCpy $2 $1 1
      ${If} $2 == "["
        ${Break}
      ${EndIf}
      StrCpy $2 $1 4
      ${If} $2 S== "logo"
        ${WordFind} "$1" "=" "E+1" $2
        ${Unless} ${Errors}
          ${WordReplace} "$2" " " "" "+" $2
          ${If} $2 S== "logo"
            StrCpy $3 '"'
            ${WordFind} "$1" "$3" "E+2" $LOGO
            ${If} ${Errors}
              ClearErrors
              ${WordFind} "$1" "'" "E+2" $LOGO
              ${If} ${Errors}
                StrCpy $LOGO ""
              ${EndIf}
            ${EndIf}
            ${Break}
          ${EndIf}
        ${EndUnless}
        ClearErrors
      ${EndIf}
    ${Loop}
    FileClose $0
  ${EndUnless}
  ClearErrors
  StrCpy $2 $LOGO "" -4
  ${If} $2 != ".png"
  ${AndIf} $2 != ".svg"
    StrCpy $LOGO ""
  ${EndIf}
  StrLen $1 $LOGO
  ${For} $2 0 $1
    StrCpy $3 $LOGO 1 $2
    ${If} $3 == "\"
    ${OrIf} $3 == "/"
    ${OrIf} $3 == ":"
    ${OrIf} $3 == "*"
    ${OrIf} $3 == "?"
      StrCpy $LOGO ""
    ${EndIf}
  ${Next}
  ${GetParent} "$ORG" $2
  ${If} $LOGO != ""
  ${AndIfNot} ${FileExists} "$2\$LOGO"
    StrCpy $LOGO ""
  ${EndIf}
FunctionEnd

; Takes away the picture of earlier presets; its name was checked before it was written down.
!macro RemoveLogo
  ReadRegStr $0 HKCU "${KEY}" "Logo"
  ${If} $0 != ""
    Delete "$INSTDIR\$0"
    DeleteRegValue HKCU "${KEY}" "Logo"
  ${EndIf}
!macroend

Section "-program"
  !insertmacro MustNotRun
  ; What an older version brought and this one does not would stay for ever. Notes and presets lie elsewhere, or stay.
  RMDir /r "$INSTDIR\runtime"
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*"
  ${If} $ORG != ""
    Call FindLogo
    ${GetParent} "$ORG" $2
    ; Setup that lies in the folder of the program itself would take away what it is about to copy.
    ${If} $2 != $INSTDIR
      !insertmacro RemoveLogo
      CopyFiles /SILENT "$ORG" "$INSTDIR\organisation.toml"
      ${If} $LOGO != ""
        CopyFiles /SILENT "$2\$LOGO" "$INSTDIR\$LOGO"
        WriteRegStr HKCU "${KEY}" "Logo" "$LOGO"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Mødeklar.lnk" "$INSTDIR\Moedeklar.exe"
  WriteRegStr HKCU "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${LINKS}" "" "URL:Mødeklar"
  WriteRegStr HKCU "${LINKS}" "URL Protocol" ""
  WriteRegStr HKCU "${LINKS}\shell\open\command" "" '"$INSTDIR\Moedeklar.exe" open -- "%1"'
  WriteRegStr HKCU "${ENDING}" "" "Moedeklar.Backup"
  WriteRegStr HKCU "${BACKUPS}" "" "$(BACKUP)"
  WriteRegStr HKCU "${BACKUPS}\DefaultIcon" "" "$INSTDIR\Moedeklar.exe,0"
  WriteRegStr HKCU "${BACKUPS}\shell\open\command" "" '"$INSTDIR\Moedeklar.exe" open -- "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Mødeklar"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Moedeklar.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Mødeklar"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/START" $0
  ${IfNot} ${Errors}
    Exec '"$INSTDIR\Moedeklar.exe"'
  ${EndIf}
SectionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MustNotRun
FunctionEnd

Section "Uninstall"
  RMDir /r "$INSTDIR\runtime"
  Delete "$INSTDIR\Moedeklar.exe"
  Delete "$INSTDIR\installation"
  Delete "$INSTDIR\msvcp140*.dll"
  Delete "$INSTDIR\organisation.toml"
  !insertmacro RemoveLogo
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Mødeklar.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${LINKS}"
  DeleteRegKey HKCU "${ENDING}"
  DeleteRegKey HKCU "${BACKUPS}"
  DeleteRegKey HKCU "${KEY}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NOTES" $0
  ${IfNot} ${Errors}
    RMDir /r "${NOTES}"
  ${ElseIf} ${FileExists} "${NOTES}\*.*"
    MessageBox MB_ICONQUESTION|MB_YESNO|MB_DEFBUTTON2 "$(ASK)" /SD IDNO IDNO keep
    RMDir /r "${NOTES}"
    keep:
  ${EndIf}
SectionEnd
