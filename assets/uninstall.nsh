; What electron-builder's uninstaller would leave: entries of the start at login that start nothing, one for each profile,
; and its copy of the installer. An update runs the uninstaller too, and keeps them. Settings and keys stay in any case.

!macro customUnInstall
  ${ifNot} ${isUpdated}
    RMDir /r "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
    StrLen $R3 "${APP_ID}-"
    StrCpy $R0 0
    ${do}
      ClearErrors
      EnumRegValue $R1 HKCU "Software\Microsoft\Windows\CurrentVersion\Run" $R0
      ${if} ${Errors}
      ${orIf} $R1 == ""
        ${exitDo}
      ${endIf}
      StrCpy $R2 "$R1-" $R3
      ${if} $R2 == "${APP_ID}-"
        ClearErrors
        DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" $R1
        ; One that can't be deleted would be met again for ever.
        ${if} ${Errors}
          IntOp $R0 $R0 + 1
        ${endIf}
        ; Whether the user has switched it off in the task manager.
        DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" $R1
      ${else}
        IntOp $R0 $R0 + 1
      ${endIf}
    ${loop}
  ${endIf}
!macroend
